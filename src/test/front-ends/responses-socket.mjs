// OpenAI's own client on a WebSocket: each line that comes in is an event to send, and each event that comes back goes out.
import OpenAI from "openai";
import { ResponsesWS } from "openai/resources/responses/ws";
import { createInterface } from "node:readline";

const [baseURL, apiKey] = process.argv.slice(2);
const say = line => console.log(JSON.stringify(line));

const socket = new ResponsesWS(new OpenAI({ baseURL, apiKey }));
socket.on("event", event => say({ event }));
socket.on("error", error => say({ error: error.message }));
socket.socket.on("open", () => say({ open: true }));
socket.socket.on("close", code => say({ closed: code }));

for await (const line of createInterface({ input: process.stdin })) {
  socket.send(JSON.parse(line));
}
process.exit(0);
