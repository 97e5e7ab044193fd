import type { Extras } from "./extras";
import type { Labels } from "./labels";
import { mathOf } from "./markdown";
import { drawFormula } from "./markdown-math";

/** What has a direction of its own, by its first letters: an English list in an Arabic reply runs left to right. */
const OWN_DIRECTION = "h1, h2, h3, h4, h5, h6, ul, ol, blockquote, table";

/** Makes of safe nodes what is shown: directions, boxes that scroll, labels, formulas, colours in code. */
export function shape(
  nodes: DocumentFragment,
  labels: Labels,
  extras: Extras,
  colour: (code: Element) => void,
): DocumentFragment {
  nodes.querySelectorAll(OWN_DIRECTION).forEach((element) => element.setAttribute("dir", "auto"));
  // Not in a list or a quote: the browser would not look at its letters when it chooses the side of the numbers.
  for (const child of nodes.children) if (child.nodeName === "P") child.setAttribute("dir", "auto");
  nodes.querySelectorAll("code").forEach((code) => code.setAttribute("dir", "ltr"));
  nodes.querySelectorAll("li input").forEach((task) => task.closest("li")!.classList.add("runnel-task"));
  nodes.querySelectorAll("table").forEach((table) => letScroll(table, labels));
  nodes.querySelectorAll(".runnel-copy").forEach((button) => (button.textContent = labels.copy));
  nodes.querySelectorAll("input").forEach((task) => task.setAttribute("aria-label", task.checked ? labels.done : labels.toDo));
  nodes.querySelectorAll("pre").forEach((pre) => (pre.tabIndex = 0));
  nodes.querySelectorAll(".runnel-math").forEach((formula) => {
    const typeset = extras.typesetter();
    if (typeset) drawFormula(formula, typeset, mathOf);
  });
  nodes.querySelectorAll("pre > code").forEach(colour);
  return nodes;
}

function letScroll(table: Element, labels: Labels): void {
  const box = document.createElement("div");
  box.className = "runnel-table";
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", labels.table);
  table.replaceWith(box);
  box.append(table);
}
