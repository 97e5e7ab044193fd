// An agent of AG-UI as a page has it, without a page: commands come in as lines, and each event goes out as one.
import { HttpAgent } from "@ag-ui/client";
import { createInterface } from "node:readline";

const [url, threadId] = process.argv.slice(2);

const say = line => console.log(JSON.stringify(line));

// The agent says of each failure on the console that it failed, and of each event that it does not know what it dropped.
const warned = [];
console.error = () => {};
console.warn = (...words) => warned.push(words.map(String).join(" "));

const agent = new HttpAgent({ url, threadId, initialState: { own: 1 } });

const textOf = message => (typeof message.content === "string" ? message.content : "");

const subscriber = {
  onEvent: ({ event }) => say({ event }),
  onMessagesChanged: ({ messages }) => say({ text: textOf(messages.at(-1)), role: messages.at(-1).role }),
};

async function run(runId) {
  try {
    const { result, newMessages } = await agent.runAgent(runId ? { runId } : {}, subscriber);
    say({ done: true, result, newMessages, state: agent.state, warned });
  } catch (error) {
    say({ done: true, error: String(error), status: error.status, payload: error.payload });
  }
}

const commands = {
  ask: text => {
    agent.messages.push({ id: crypto.randomUUID(), role: "user", content: text });
    return run();
  },
  parts: text => {
    const content = text.split("|").map(part => ({ type: "text", text: part }));
    agent.messages.push({ id: crypto.randomUUID(), role: "user", content });
    return run();
  },
  again: () => run(),
  abort: () => agent.abortRun(),
};

say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(" ");
  commands[command](rest.join(" "));
}
process.exit(0);
