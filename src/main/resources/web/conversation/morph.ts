/**
 * Makes the content of `shown` that of `wanted`, and touches nothing that stays: what grows at its end keeps its
 * selection, its scroll position, and the button that somebody is about to release the mouse over.
 */
export function morph(shown: Node, wanted: Node): void {
  let old = shown.firstChild;
  for (let next = wanted.firstChild; next; ) {
    const following: ChildNode | null = next.nextSibling;
    if (!old) {
      shown.appendChild(next);
    } else {
      const after: ChildNode | null = old.nextSibling;
      if (isSameKind(old, next)) update(old, next);
      else shown.replaceChild(next, old);
      old = after;
    }
    next = following;
  }
  while (old) {
    const after: ChildNode | null = old.nextSibling;
    old.remove();
    old = after;
  }
}

function isSameKind(old: Node, next: Node): boolean {
  return old.nodeType === next.nodeType && old.nodeName === next.nodeName;
}

function update(old: Node, next: Node): void {
  if (old instanceof Text && next instanceof Text) {
    updateText(old, next.data);
  } else if (old instanceof Element && next instanceof Element) {
    // A button's words are the reader's state: it may say that it has copied.
    if (old.nodeName === "BUTTON") return;
    updateAttributes(old, next);
    morph(old, next);
  }
}

/** A selection survives where text is added, and not where it is set anew. */
function updateText(text: Text, wanted: string): void {
  const { data } = text;
  if (data === wanted) return;
  if (wanted.startsWith(data)) {
    text.appendData(wanted.slice(data.length));
    return;
  }
  let same = 0;
  while (same < data.length && data[same] === wanted[same]) same++;
  text.replaceData(same, data.length - same, wanted.slice(same));
}

function updateAttributes(old: Element, next: Element): void {
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of [...next.attributes]) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}
