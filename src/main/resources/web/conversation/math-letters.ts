/** Where Unicode's mathematical letters of a kind begin: A, a, 0, Α and α. */
const KINDS: Record<string, { latin: number; digits?: number; greek?: number }> = {
  bold: { latin: 0x1d400, digits: 0x1d7ce, greek: 0x1d6a8 },
  "bold-italic": { latin: 0x1d468, greek: 0x1d71c },
  script: { latin: 0x1d49c },
  fraktur: { latin: 0x1d504 },
  "double-struck": { latin: 0x1d538, digits: 0x1d7d8 },
  "sans-serif": { latin: 0x1d5a0, digits: 0x1d7e2 },
  monospace: { latin: 0x1d670, digits: 0x1d7f6 },
};

/** Letters that Unicode had before, and so has not among the others. */
const ELSEWHERE: Record<string, Record<string, string>> = {
  script: { B: "ℬ", E: "ℰ", F: "ℱ", H: "ℋ", I: "ℐ", L: "ℒ", M: "ℳ", R: "ℛ", e: "ℯ", g: "ℊ", o: "ℴ" },
  fraktur: { C: "ℭ", H: "ℌ", I: "ℑ", R: "ℜ", Z: "ℨ" },
  "double-struck": { C: "ℂ", H: "ℍ", N: "ℕ", P: "ℙ", Q: "ℚ", R: "ℝ", Z: "ℤ" },
};

/** These letters in the kind that MathML's `mathvariant` names; undefined for a kind without letters of its own. */
export function inUnicode(text: string, kind: string): string | undefined {
  const begins = KINDS[kind];
  if (!begins) return undefined;
  const { latin, digits, greek } = begins;
  return [...text]
    .map((letter) => {
      const code = letter.codePointAt(0)!;
      if (ELSEWHERE[kind]?.[letter]) return ELSEWHERE[kind][letter];
      if (letter >= "A" && letter <= "Z") return String.fromCodePoint(latin + code - 0x41);
      if (letter >= "a" && letter <= "z") return String.fromCodePoint(latin + 26 + code - 0x61);
      if (digits && letter >= "0" && letter <= "9") return String.fromCodePoint(digits + code - 0x30);
      if (greek && letter >= "Α" && letter <= "Ω") return String.fromCodePoint(greek + code - 0x391);
      if (greek && letter >= "α" && letter <= "ω") return String.fromCodePoint(greek + 26 + code - 0x3b1);
      return letter;
    })
    .join("");
}
