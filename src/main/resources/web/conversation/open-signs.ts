const EMPHASIS = /^(?:\*{1,3}|_{1,3}|~~)/;
const LINK = /^!?\[[^\][\n]*\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"]*")?\)|\[[^\][\n]*\])/;
const OPEN_LINK = /^!?\[([^\][\n]*)(?:\](?:\([^)\n]*|\[[^\]\n]*)?)?$/;
const LETTER = /[\p{L}\p{N}]/u;

/**
 * A run of words that is still growing, with its open signs closed: `**bold` is bold already, and of a link only its
 * words are shown. What only may be a sign stays as it is.
 */
export function closeSigns(run: string): string {
  let done = "";
  const open: string[] = [];
  for (let at = 0; at < run.length; ) {
    const rest = run.slice(at);
    const whole = escaped(rest) ?? LINK.exec(rest)?.[0];
    if (whole !== undefined) {
      done += whole;
      at += whole.length;
      continue;
    }
    if (rest[0] === "`") {
      const { words, isClosed } = codeAt(rest);
      if (!isClosed) return closed(done + words, open);
      done += words;
      at += words.length;
      continue;
    }
    const half = OPEN_LINK.exec(rest);
    if (half && !LETTER.test(run[at - 1] ?? " ")) return closed(done + half[1], open);
    const sign = EMPHASIS.exec(rest)?.[0];
    if (sign === undefined) {
      done += run[at++];
      continue;
    }
    at += sign.length;
    if (at === run.length) return closed(done + atTheEnd(sign, open), open);
    done += sign;
    emphasis(sign, run[at - sign.length - 1] ?? " ", run[at], open);
  }
  return closed(done, open);
}

function escaped(rest: string): string | undefined {
  return rest[0] === "\\" ? rest.slice(0, 2) : undefined;
}

/** Code to its end, or closed where it has none yet. */
function codeAt(rest: string): { words: string; isClosed: boolean } {
  const ticks = /^`+/.exec(rest)![0];
  const inside = rest.slice(ticks.length);
  const end = new RegExp(`[^\`]${ticks}(?!\`)`).exec(inside);
  if (end) return { words: rest.slice(0, ticks.length + end.index + 1 + ticks.length), isClosed: true };
  // Of the ticks that close it, some may be there.
  const words = inside.replace(/`*$/, "");
  return { words: words === "" ? "" : ticks + words + ticks, isClosed: false };
}

function emphasis(sign: string, before: string, after: string, open: string[]): void {
  const closes = !/\s/.test(before) && open.at(-1) === sign;
  if (closes) open.pop();
  // In a word a star is a product, and an underline a name.
  else if (!/\s/.test(after) && (!LETTER.test(before) || (sign.length > 1 && sign[0] !== "_"))) open.push(sign);
}

/** A sign at the end closes what it can; or is the half of one that does; or opens what is not there yet. */
function atTheEnd(sign: string, open: string[]): string {
  const last = open.at(-1);
  if (last === undefined || last[0] !== sign[0]) return "";
  if (last.length === sign.length) open.pop();
  return last.length === sign.length ? sign : "";
}

function closed(run: string, open: string[]): string {
  const words = run.trimEnd();
  return words + [...open].reverse().join("") + (open.length > 0 ? "" : run.slice(words.length));
}
