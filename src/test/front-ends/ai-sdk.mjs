// A chat of the AI SDK as useChat has it, without a page: commands come in as lines, and each change goes out as one.
import {
  AbstractChat,
  DefaultChatTransport,
  WebSocketChatTransport,
  readUIMessageStream,
  safeValidateUIMessages,
  uiMessageChunkSchema,
} from "ai";
import { createInterface } from "node:readline";

const [api, id, kind] = process.argv.slice(2);

const say = line => console.log(JSON.stringify(line));

class State {
  #status = "ready";
  error = undefined;
  messages = [];
  get status() { return this.#status; }
  set status(status) { this.#status = status; queueMicrotask(() => show()); }
  pushMessage = message => { this.messages = [...this.messages, message]; show(); };
  popMessage = () => { this.messages = this.messages.slice(0, -1); show(); };
  replaceMessage = (index, message) => { this.messages = this.messages.with(index, message); show(); };
  snapshot = value => structuredClone(value);
}

class Chat extends AbstractChat {}

const transport = kind === "socket" ? new WebSocketChatTransport({ url: `${api}/socket` }) : new DefaultChatTransport({
  api,
  prepareReconnectToStreamRequest: ({ api, id, requestMetadata }) => ({
    api: `${api}/${id}/stream` + (requestMetadata ? `?message_id=${requestMetadata}` : ""),
  }),
});
const state = new State();
const data = [];
const chat = new Chat({ id, transport, state, onData: part => data.push(part.type), onFinish: () => show() });

const textOf = message => message.parts.filter(part => part.type === "text").map(part => part.text).join("");

function show(more) {
  say({
    ...more,
    status: state.status,
    error: state.error?.message,
    messages: state.messages.map(message => ({
      role: message.role,
      text: textOf(message),
      parts: message.parts.map(part => part.type),
      metadata: message.metadata,
    })),
    data,
  });
}

/** Without a chat: the transport, each chunk held against its schema, and what they add up to. */
async function read(text) {
  const [chunks, copy] = (await transport.sendMessages({
    chatId: id,
    messages: [{ id: "read", role: "user", parts: [{ type: "text", text }] }],
    trigger: "submit-message",
  })).tee();
  let message;
  const reading = (async () => {
    for await (const next of readUIMessageStream({ stream: copy })) message = next;
  })();
  const invalid = [];
  for await (const chunk of chunks) {
    const result = await uiMessageChunkSchema().validate(chunk);
    if (!result.success) invalid.push({ chunk, error: String(result.error) });
  }
  await reading;
  const valid = (await safeValidateUIMessages({ messages: [message] })).success;
  say({ read: textOf(message), invalid, valid });
}

/** Several chats at once on the same transport, each read to its end. */
async function many(count) {
  const texts = await Promise.all(Array.from({ length: Number(count) }, async (_, chat) => {
    const stream = await transport.sendMessages({
      chatId: `${id}-${chat}`,
      messages: [{ id: `m-${chat}`, role: "user", parts: [{ type: "text", text: `chat ${chat}` }] }],
      trigger: "submit-message",
    });
    say({ opened: chat });
    let message;
    for await (const next of readUIMessageStream({ stream })) message = next;
    return textOf(message);
  }));
  say({ many: texts });
}

/** While a reply runs, as a page would that says so in the body of its message. */
async function steer(text) {
  const stream = await transport.sendMessages({
    chatId: id,
    messages: [{ id: "steer", role: "user", parts: [{ type: "text", text }] }],
    trigger: "submit-message",
    body: { when: "steer" },
  });
  for await (const { type } of stream) say({ steered: type });
}

const commands = {
  many,
  steer,
  send: text => chat.sendMessage({ text }),
  edit: text => chat.sendMessage({ text, messageId: chat.messages.findLast(message => message.role === "user").id }),
  regenerate: () => chat.regenerate(),
  resume: () => chat.resumeStream(),
  "resume-last": () => chat.resumeStream({ metadata: chat.lastMessage.id }),
  stop: () => chat.stop(),
  read,
};

show();
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(" ");
  Promise.resolve(commands[command](rest.join(" ")))
    .then(() => show({ done: command }))
    .catch(error => say({ failed: String(error) }));
}
process.exit(0);
