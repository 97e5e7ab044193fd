// OpenAI's own client: each line that comes in is a command with its body, and what the client makes of it goes out.
import OpenAI from "openai";
import { createInterface } from "node:readline";

const [baseURL, apiKey, user] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0, defaultQuery: { user } });

const say = line => console.log(JSON.stringify(line));

const told = async events => {
  for await (const event of events) say({ event });
  say({ ended: true });
};

const commands = {
  async create(body) {
    const response = await client.responses.create(body);
    say({ response, text: response.output_text });
  },
  async stream(body) {
    await told(await client.responses.create({ ...body, stream: true }));
  },
  /** What the client's own helper adds the events up to. */
  async collect(body) {
    const response = await client.responses.stream(body).finalResponse();
    say({ response, text: response.output_text });
  },
  async retrieve({ id }) {
    const response = await client.responses.retrieve(id);
    say({ response, text: response.output_text });
  },
  async follow({ id, starting_after }) {
    await told(await client.responses.retrieve(id, { stream: true, starting_after }));
  },
  /** The helper for a response that was begun before. */
  async join({ id }) {
    const response = await client.responses.stream({ response_id: id }).finalResponse();
    say({ response, text: response.output_text });
  },
  async compact(body) {
    say({ window: await client.responses.compact(body) });
  },
  async cancel({ id }) {
    say({ response: await client.responses.cancel(id) });
  },
  async delete({ id }) {
    await client.responses.delete(id);
    say({ deleted: true });
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [command, body] = JSON.parse(line);
  commands[command](body).catch(error => {
    const { status, code, type, param, message } = error;
    say({ thrown: error.constructor.name, status, code, type, param, message });
  });
}
process.exit(0);
