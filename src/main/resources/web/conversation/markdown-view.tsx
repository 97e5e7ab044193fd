import type { Token, TokensList } from "marked";
import type { MouseEvent } from "react";
import React, { memo, useDeferredValue, useMemo, useRef } from "react";
import { blocksOf, htmlOf } from "./markdown";

const COPIED_MS = 2000;
/** A busy machine may make a text look hard once; a growing one that is hard stays so, and is not tried for ever. */
const MAX_TRIES = 3;

/** A model's words as Markdown, also while they are still coming. */
export function MarkdownView({ text }: { text: string }) {
  // Drawing may lag behind the words when they come faster than the browser can draw them.
  const deferred = useDeferredValue(text);
  const blocks = useBlocks(deferred);
  if (!blocks) {
    return (
      <div className="runnel-markdown runnel-plain" dir="auto">
        {deferred}
      </div>
    );
  }
  return (
    <div className="runnel-markdown" dir="auto" onClick={copyCode}>
      {blocks.map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  );
}

/** None while the text is to be shown as it is. */
function useBlocks(text: string): TokensList | undefined {
  const tried = useRef({ inVain: 0, length: 0 });
  return useMemo(() => {
    const { inVain, length } = tried.current;
    const failures = text.length < length ? 0 : inVain;
    const blocks = failures < MAX_TRIES ? blocksOf(text) : undefined;
    tried.current = { inVain: blocks ? 0 : failures + 1, length: text.length };
    return blocks;
  }, [text]);
}

const Block = memo(
  function Block({ block }: { block: Token }) {
    return <div className="runnel-block" dangerouslySetInnerHTML={{ __html: htmlOf(block) }} />;
  },
  (before, after) => before.block.raw === after.block.raw && before.block.type === after.block.type,
);

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
