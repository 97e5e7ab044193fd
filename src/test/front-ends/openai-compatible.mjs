// The AI SDK's client for servers that speak OpenAI's format: each line that comes in is a command with the options of
// its call, and what the SDK makes of the answer goes out.
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, isStepCount, jsonSchema, streamText, tool } from "ai";
import { createInterface } from "node:readline";

const [baseURL] = process.argv.slice(2);
const runnel = createOpenAICompatible({ name: "runnel", baseURL, includeUsage: true });

/** It calls this tool by itself, and asks again with the result. */
const tools = { weather: tool({ inputSchema: jsonSchema({ type: "object" }), execute: () => "Sun" }) };
const call = { model: runnel("auto"), maxRetries: 0, tools, stopWhen: isStepCount(2) };

const say = line => console.log(JSON.stringify(line));

const commands = {
  async ask(options) {
    const { text, reasoningText, finishReason, usage } = await generateText({ ...call, ...options });
    say({ text, reasoningText, finishReason, usage });
  },
  async stream(options) {
    for await (const part of streamText({ ...call, ...options, onError: () => {} }).stream) say({ part });
    say({ ended: true });
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [command, options] = JSON.parse(line);
  commands[command](options).catch(error => say({ thrown: String(error) }));
}
process.exit(0);
