import type { Token } from "marked";
import type { MouseEvent } from "react";
import React, { memo, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { CodeColours } from "./code-colours";
import { extras, useExtras } from "./extras";
import { GrowingMarkdown } from "./growing-markdown";
import { nodesOf } from "./markdown";
import { shape } from "./markdown-shape";
import { morph } from "./morph";

const COPIED_MS = 2000;
/** So many blocks are passed over at once: a long reply has thousands, and one of them changes with each token. */
const GROUP = 50;

interface MarkdownProps {
  text: string;
  /** More of it is to come. */
  isGrowing: boolean;
}

/** A model's words as Markdown, also while they are still coming. */
export function MarkdownView({ text, isGrowing }: MarkdownProps) {
  // Drawing may lag behind the words when they come faster than the browser can draw them.
  const deferred = useDeferredValue(text);
  const markdown = useMemo(() => new GrowingMarkdown(), []);
  const blocks = useMemo(() => markdown.update(deferred, isGrowing), [markdown, deferred, isGrowing]);
  if (!blocks) {
    return (
      <div className="runnel-markdown runnel-plain" dir="auto">
        {deferred}
      </div>
    );
  }
  return (
    <div className="runnel-markdown" onClick={copyCode}>
      {groupsOf(blocks).map((group, index, all) => (
        <Group key={index} blocks={group} isGrowing={isGrowing && index === all.length - 1} />
      ))}
    </div>
  );
}

function groupsOf(blocks: Token[]): Token[][] {
  return Array.from({ length: Math.ceil(blocks.length / GROUP) }, (_, index) =>
    blocks.slice(index * GROUP, (index + 1) * GROUP),
  );
}

interface GroupProps {
  blocks: Token[];
  isGrowing: boolean;
}

const Group = memo(
  function Group({ blocks, isGrowing }: GroupProps) {
    return (
      <div className="runnel-group">
        {blocks.map((block, index) => (
          <Block key={index} block={block} isGrowing={isGrowing && index === blocks.length - 1} />
        ))}
      </div>
    );
  },
  (before, after) =>
    before.isGrowing === after.isGrowing &&
    before.blocks.length === after.blocks.length &&
    before.blocks.every((block, index) => block === after.blocks[index]),
);

interface BlockProps {
  block: Token;
  isGrowing: boolean;
}

// On a server there is nothing to draw into yet.
const useDrawing = typeof window === "undefined" ? useEffect : useLayoutEffect;

/** A block that has not changed is the same object, and so is not drawn again. */
const Block = memo(function Block({ block, isGrowing }: BlockProps) {
  const box = useRef<HTMLDivElement>(null);
  const colours = useMemo(() => new CodeColours(), []);
  const arrived = useExtras();
  useDrawing(() => {
    const nodes = shape(nodesOf(block), (code) => colours.apply(code, extras, isGrowing));
    morph(box.current!, nodes);
  }, [block, isGrowing, arrived, colours]);
  return <div className="runnel-block" ref={box} />;
});

async function copyCode(event: MouseEvent<HTMLElement>): Promise<void> {
  const button = event.target as HTMLElement;
  const code = button.closest(".runnel-copy") && button.closest(".runnel-code")?.querySelector("code");
  if (!code) return;
  await copy(code);
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = "Copy"), COPIED_MS);
}

async function copy(code: Element): Promise<void> {
  try {
    await navigator.clipboard.writeText(code.textContent ?? "");
  } catch {
    // No clipboard without TLS or permission: selected text can be copied by hand.
    getSelection()?.selectAllChildren(code);
  }
}
