/** What has a direction of its own, by its first letters: an English list in an Arabic reply runs left to right. */
const OWN_DIRECTION = "h1, h2, h3, h4, h5, h6, ul, ol, blockquote, table";

/** Makes of safe nodes what is shown: directions, boxes that scroll, colours in code. */
export function shape(nodes: DocumentFragment, colour: (code: Element) => void): DocumentFragment {
  nodes.querySelectorAll(OWN_DIRECTION).forEach((element) => element.setAttribute("dir", "auto"));
  // Not in a list or a quote: the browser would not look at its letters when it chooses the side of the numbers.
  for (const child of nodes.children) if (child.nodeName === "P") child.setAttribute("dir", "auto");
  nodes.querySelectorAll("code").forEach((code) => code.setAttribute("dir", "ltr"));
  nodes.querySelectorAll("table").forEach(letScroll);
  nodes.querySelectorAll("pre").forEach((pre) => (pre.tabIndex = 0));
  nodes.querySelectorAll("pre > code").forEach(colour);
  return nodes;
}

function letScroll(table: Element): void {
  const box = document.createElement("div");
  box.className = "runnel-table";
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Table");
  table.replaceWith(box);
  box.append(table);
}
