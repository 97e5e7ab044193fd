// Compiles a file of an application with the packages, as strictly as there is: with the types of React 18 and of
// React 19, as Node.js finds modules and as bundlers do. Says what the compiler complains of.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ts = createRequire(import.meta.url)("typescript");
const here = dirname(fileURLToPath(import.meta.url));

const STRICT = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  jsx: ts.JsxEmit.ReactJSX,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUncheckedSideEffectImports: true,
  verbatimModuleSyntax: true,
  noEmit: true,
  types: [],
};
const RESOLUTIONS = {
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
};
const REACTS = { 18: "react", 19: "react-19" };
const TRIED = [[18, "bundler"], [18, "nodenext"], [19, "nodenext"]];

const parsed = new Map();
let complaints = 0;
for (const [react, resolution] of TRIED) {
  const folder = join(here, "node_modules/@types", REACTS[react]);
  const all = { ...STRICT, ...RESOLUTIONS[resolution], paths: { react: [join(folder, "index.d.ts")], "react/*": [join(folder, "*")] } };
  const host = ts.createCompilerHost(all);
  const read = host.getSourceFile;
  host.getSourceFile = (path, asked) => {
    const key = `${path} ${asked.impliedNodeFormat}`;
    if (!path.includes("/typescript/lib/")) return read(path, asked);
    if (!parsed.has(key)) parsed.set(key, read(path, asked));
    return parsed.get(key);
  };
  const program = ts.createProgram(process.argv.slice(2), all, host);
  const found = ts.getPreEmitDiagnostics(program);
  complaints += found.length;
  console.log(`React ${react}, ${resolution}: ${found.length === 0 ? "fine" : ts.formatDiagnostics(found, host)}`);
}
process.exitCode = complaints === 0 ? 0 : 1;
