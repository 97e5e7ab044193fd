/** The parts in use; the package of this library that Java builds get has no types. */
declare module "highlight.js/lib/common" {
  const hljs: {
    getLanguage(name: string): object | undefined;
    highlight(code: string, options: { language: string; ignoreIllegals: boolean }): { value: string };
  };
  export default hljs;
}
