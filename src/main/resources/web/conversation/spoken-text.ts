import type { Token } from "marked";
import { GrowingMarkdown } from "./growing-markdown";
import type { Labels } from "./labels";
import { nodesOf } from "./markdown";

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, pre, td, th, .runnel-code-bar span";
/** So long at a time: a reply of a book's length takes more than a frame, and nobody waits for its sound. */
const WORK_MS = 8;
/** So much at a time, in characters: nobody sees what is read out, but the browser lays it out. */
const PIECE = 10_000;

/**
 * What a reply says, without the signs of its Markdown and without buttons; each block is a sentence of its own. Only a
 * long reply has several pieces.
 */
export async function* spokenText(markdown: string, labels: Labels): AsyncGenerator<string> {
  const breathe = breathing();
  const reader = new GrowingMarkdown();
  for (let end = PIECE; end < markdown.length; end += PIECE) {
    reader.update(markdown.slice(0, end), true);
    await breathe();
  }
  const blocks = reader.update(markdown, false);
  if (!blocks) return yield markdown;
  let piece = "";
  for (const block of blocks) {
    piece += spokenBlock(block, labels);
    await breathe();
    if (piece.length < PIECE) continue;
    yield tidy(piece);
    piece = "";
  }
  yield tidy(piece);
}

function breathing(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < WORK_MS) return;
    await new Promise((next) => setTimeout(next));
    began = performance.now();
  };
}

function tidy(spoken: string): string {
  return spoken.replace(/\s*\n\s*/g, "\n").trimStart();
}

function spokenBlock(block: Token, labels: Labels): string {
  const nodes = nodesOf(block);
  nodes.querySelectorAll("button").forEach((button) => button.remove());
  nodes.querySelectorAll("input").forEach((task) => task.replaceWith(`${task.checked ? labels.done : labels.toDo}: `));
  nodes.querySelectorAll(BLOCKS).forEach((part) => part.append("\n"));
  return `${nodes.textContent}\n`;
}
