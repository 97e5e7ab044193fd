// The client `ws`: each line that comes in is a message to send, and what comes back goes out.
import WebSocket from "ws";
import { createInterface } from "node:readline";

const [url, deflate] = process.argv.slice(2);
const say = line => console.log(JSON.stringify(line));

const socket = new WebSocket(url, { perMessageDeflate: JSON.parse(deflate) });
socket.on("open", () => say({ extensions: socket.extensions }));
socket.on("message", data => say({ message: JSON.parse(data) }));
socket.on("error", error => say({ error: error.message }));
socket.on("close", code => say({ closed: code }));

for await (const line of createInterface({ input: process.stdin })) {
  socket.send(line);
}
process.exit(0);
