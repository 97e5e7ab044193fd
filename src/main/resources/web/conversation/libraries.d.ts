/** The parts in use; the package of this library that Java builds get has no types. */
declare module "highlight.js/lib/core" {
  const hljs: {
    registerLanguage(name: string, language: unknown): void;
    getLanguage(name: string): object | undefined;
    highlight(code: string, options: { language: string; ignoreIllegals: boolean }): { value: string };
  };
  export default hljs;
}

declare module "highlight.js/lib/languages/*" {
  const language: unknown;
  export default language;
}
