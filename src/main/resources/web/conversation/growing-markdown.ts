import type { Links, Token } from "marked";
import { blocksOf } from "./markdown";
import { finish } from "./unfinished";

/** Far more than a model says at once. */
const MAX_LENGTH = 400_000;
/** A long text is read in pieces, so that what comes after a piece does not make that piece's time longer. */
const PIECE = 5_000;
/** A busy machine may make a text look hard once; a growing one that is hard stays so, and is not tried for ever. */
const MAX_TRIES = 3;

/**
 * The blocks of a text that grows at its end. Only its last block is looked at anew: those before are the same objects
 * as before.
 */
export class GrowingMarkdown {
  private blocks: Token[] = [];
  /** The text of those blocks, and of what is between them. */
  private settled = "";
  private links: Links = {};
  private failures = 0;
  /** How far the parser came before. */
  private read = 0;

  /** None while the text is to be shown as it is. */
  update(text: string, isGrowing: boolean): Token[] | undefined {
    const source = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
    if (!source.startsWith(this.settled)) this.reset();
    if (source.length > MAX_LENGTH || this.failures >= MAX_TRIES) return undefined;
    const rest = isGrowing ? this.advance(source) : this.finish(source);
    if (!rest) {
      this.failures++;
      return undefined;
    }
    this.failures = 0;
    const [last, ...after] = rest;
    const isOpen = isGrowing && last && last.type !== "code" && after.every(({ type }) => type === "space");
    const shown = isOpen ? blocksOf(finish(last.raw), { ...this.links }) : rest;
    return [...this.blocks, ...(shown ?? rest).filter(isVisible)];
  }

  /** A link may be defined after it is used: then all is looked at once more. */
  private finish(source: string): Token[] | undefined {
    const rest = this.advance(source);
    rest?.forEach((block) => this.learn(block));
    if (!rest || Object.keys(this.links).length === 0) return rest;
    this.forgetBlocks();
    return this.advance(source);
  }

  private learn(block: Token): void {
    if (block.type === "def") this.links[block.tag] ??= { href: block.href, title: block.title };
  }

  /** Settles what cannot change any more; the blocks after that. */
  private advance(source: string): Token[] | undefined {
    for (let end = this.read; ; ) {
      end = pieceEnd(source, Math.max(end, this.settled.length));
      const piece = source.slice(this.settled.length, end);
      // Once more, as the machine may have had something else to do.
      const found = blocksOf(piece, { ...this.links }) ?? blocksOf(piece, { ...this.links });
      if (!found) return undefined;
      const last = lastOf(found);
      const settled = this.settle(source, found.slice(0, last));
      if (end === source.length) {
        this.read = end;
        return found.slice(settled);
      }
      // Where the parser's text is not that of the reply, how far it came is not known.
      if (settled < last) return undefined;
    }
  }

  /** How many of these blocks are settled. */
  private settle(source: string, blocks: Token[]): number {
    for (const [index, block] of blocks.entries()) {
      if (!source.startsWith(block.raw, this.settled.length)) return index;
      this.learn(block);
      if (isVisible(block)) this.blocks.push(block);
      this.settled += block.raw;
    }
    return blocks.length;
  }

  private reset(): void {
    this.forgetBlocks();
    this.links = {};
    this.failures = 0;
  }

  private forgetBlocks(): void {
    this.blocks = [];
    this.settled = "";
    this.read = 0;
  }
}

/** A piece ends with a line. */
function pieceEnd(source: string, from: number): number {
  if (from + PIECE >= source.length) return source.length;
  const line = source.lastIndexOf("\n", from + PIECE) + 1;
  return line > from ? line : source.length;
}

function isVisible({ type }: Token): boolean {
  return type !== "space" && type !== "def";
}

/** Where the last block begins to which words may still be added. */
function lastOf(blocks: Token[]): number {
  let last = blocks.length - 1;
  while (last > 0 && blocks[last].type === "space") last--;
  return Math.max(last, 0);
}
