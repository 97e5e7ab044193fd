// OpenAI's own client: each line that comes in is a command with its body, and what the client makes of it goes out.
import OpenAI from "openai";
import { createInterface } from "node:readline";

const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });

const say = line => console.log(JSON.stringify(line));

const commands = {
  async ask(body) {
    say({ completion: await client.chat.completions.create(body) });
  },
  async stream(body) {
    for await (const chunk of await client.chat.completions.create({ ...body, stream: true })) say({ chunk });
    say({ ended: true });
  },
  /** What the client's own helper adds the chunks up to. */
  async collect(body) {
    say({ completion: await client.chat.completions.stream(body).finalChatCompletion() });
  },
  async models() {
    const models = [];
    for await (const model of client.models.list()) models.push(model.id);
    say({ models });
  },
  async model({ model }) {
    say({ model: await client.models.retrieve(model) });
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [command, body] = JSON.parse(line);
  commands[command](body).catch(error => {
    const { status, code, type, param, message } = error;
    say({ thrown: error.constructor.name, status, code, type, param, message, wait: error.headers?.get("retry-after") });
  });
}
process.exit(0);
