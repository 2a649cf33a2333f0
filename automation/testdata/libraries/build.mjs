// Bundles each library of src into dist: its widgets one by one, and in dist/pages the four
// pages made of them. Those of src/pages have pages only. Names as arguments: only these.
import { build } from 'esbuild';
import { mkdir, readdir, rm, writeFile, access } from 'node:fs/promises';
import { basename, resolve } from 'node:path';

const only = process.argv.slice(2);
const nameOf = (file) => file.replace(/\.jsx?$/, '');
const libraries = async (dir) => (await readdir(dir)).filter((f) => /\.jsx?$/.test(f) && !f.includes('stage') && (!only.length || only.includes(nameOf(f))));
if (!only.length) await rm('dist', { recursive: true, force: true });
await mkdir('dist/pages', { recursive: true });

// For the pages, the stage of the widgets is another one.
const pageStage = {
  name: 'page-stage',
  setup(b) {
    b.onResolve({ filter: /^\.\/(react-|vue-|dom-)?stage\.jsx?$/ }, (a) => ({ path: resolve('src', `page-${basename(a.path)}`) }));
  },
};

const options = {
  bundle: true, format: 'esm', logLevel: 'error', minify: true, jsx: 'automatic',
  loader: { '.woff': 'empty', '.woff2': 'empty', '.ttf': 'empty', '.eot': 'empty', '.svg': 'empty', '.png': 'empty', '.gif': 'empty' },
  // Vuetify asks for process.env whole, which no browser has.
  define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'globalThis' },
};
let failed = 0;
const bundle = async (entry, outfile, plugins = []) => {
  try {
    await build({ ...options, entryPoints: [entry], outfile, plugins });
    return true;
  } catch (e) {
    console.error(`${entry}: ${e.message}`);
    failed++;
    return false;
  }
};
for (const file of await libraries('src/pages')) await bundle(`src/pages/${file}`, `dist/pages/${nameOf(file)}.js`, [pageStage]);
for (const file of await libraries('src')) {
  const name = nameOf(file);
  await bundle(`src/${file}`, `dist/pages/${name}.js`, [pageStage]);
  if (!await bundle(`src/${file}`, `dist/${name}.js`)) continue;
  const css = await access(`dist/${name}.css`).then(() => `<link rel="stylesheet" href="${name}.css">`, () => '');
  await writeFile(`dist/${name}.html`, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>${css}</head><body><div id="root"></div><script>window.addEventListener("error", (e) => { window.problem = e.message; });</script><script type="module" src="${name}.js"></script></body></html>\n`);
}
if (failed) process.exit(1);
