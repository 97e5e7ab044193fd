import { GrowingMarkdown } from "./growing-markdown";
import { nodesOf } from "./markdown";

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, pre, td, th, .runnel-code-bar span";

/** What a reply says, without the signs of its Markdown and without buttons; each block is a sentence of its own. */
export function spokenText(markdown: string): string {
  const blocks = new GrowingMarkdown().update(markdown, false);
  if (!blocks) return markdown;
  const box = document.createElement("div");
  box.append(...blocks.map(nodesOf));
  box.querySelectorAll("button").forEach((button) => button.remove());
  box.querySelectorAll("input").forEach((task) => task.replaceWith(`${task.ariaLabel}: `));
  box.querySelectorAll(BLOCKS).forEach((block) => block.append("\n"));
  return (box.textContent ?? "").replace(/\s*\n\s*/g, "\n").trim();
}
