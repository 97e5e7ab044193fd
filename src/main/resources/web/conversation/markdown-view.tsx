import type { Token } from "marked";
import type { MouseEvent } from "react";
import React, { memo, useMemo, useRef } from "react";
import { useAnnounce } from "./announce";
import { CodeColours } from "./code-colours";
import { copyText } from "./copy-text";
import { useExtras } from "./extras";
import { GrowingMarkdown } from "./growing-markdown";
import { headingLevels } from "./heading-levels";
import { nodesOf } from "./markdown";
import { shape } from "./markdown-shape";
import type { Labels } from "./labels";
import { morph } from "./morph";
import { useDrawing } from "./use-drawing";
import { useLabels } from "./use-labels";
import { useSettled } from "./use-settled";

const COPIED_MS = 2000;
/** So many blocks are passed over at once: a long reply has thousands, and one of them changes with each token. */
const GROUP = 20;

interface MarkdownProps {
  text: string;
  /** More of it is to come. */
  isGrowing: boolean;
}

/** A model's words as Markdown, also while they are still coming. */
export function MarkdownView({ text, isGrowing }: MarkdownProps) {
  const labels = useLabels();
  const announce = useAnnounce();
  const markdown = useMemo(() => new GrowingMarkdown(), []);
  const blocks = useMemo(() => markdown.update(text, isGrowing), [markdown, text, isGrowing]);
  const levels = useMemo(() => headingLevels(blocks ?? []), [blocks]);
  if (!blocks) {
    return (
      <div className="runnel-markdown runnel-plain" dir="auto">
        {text}
      </div>
    );
  }
  return (
    <div className="runnel-markdown" onClick={(event) => void copyCode(event, labels, announce)}>
      {groupsOf(blocks).map((group, index, all) => (
        <Group key={index} blocks={group} levels={levels} isGrowing={isGrowing && index === all.length - 1} />
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
  /** Of its headings; they stay the same while the blocks do. */
  levels: Map<Token, number>;
  isGrowing: boolean;
}

const Group = memo(
  function Group({ blocks, levels, isGrowing }: GroupProps) {
    return (
      <div className="runnel-group" ref={useSettled(isGrowing)}>
        {blocks.map((block, index) => (
          <Block key={index} block={block} level={levels.get(block)} isGrowing={isGrowing && index === blocks.length - 1} />
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
  /** Of a heading. */
  level: number | undefined;
  isGrowing: boolean;
}

/** A block that has not changed is the same object, and so is not drawn again. */
const Block = memo(function Block({ block, level, isGrowing }: BlockProps) {
  const box = useRef<HTMLDivElement>(null);
  const labels = useLabels();
  const colours = useMemo(() => new CodeColours(), []);
  const [extras, arrived] = useExtras();
  useDrawing(() => {
    const nodes = shape(nodesOf(block), labels, extras, (code) => colours.apply(code, extras, isGrowing));
    if (level) nodes.firstElementChild?.setAttribute("aria-level", String(level));
    morph(box.current!, nodes);
  }, [block, level, isGrowing, extras, arrived, colours, labels]);
  return <div className={block.type === "heading" ? "runnel-block runnel-heading" : "runnel-block"} ref={box} />;
});

type Announce = (text: string) => void;

async function copyCode(event: MouseEvent<HTMLElement>, labels: Labels, announce: Announce): Promise<void> {
  const button = event.target as HTMLElement;
  const code = button.closest(".runnel-copy") && button.closest(".runnel-code")?.querySelector("code");
  if (!code) return;
  const isCopied = await copyText(code.textContent ?? "", code);
  announce(isCopied ? labels.copied : labels.selected);
  if (!isCopied) return;
  button.textContent = labels.copied;
  setTimeout(() => (button.textContent = labels.copy), COPIED_MS);
}
