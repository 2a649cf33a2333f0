// Bundles each page of src into dist, with its style sheets beside it.
import { build } from 'esbuild';
import { mkdir, readdir, rm, writeFile, access } from 'node:fs/promises';

const entries = (await readdir('src')).filter((f) => !f.includes('stage'));
await rm('dist', { recursive: true, force: true });
await mkdir('dist');
let failed = 0;
await Promise.all(entries.map(async (file) => {
  const name = file.replace(/\.jsx?$/, '');
  try {
    await build({
      entryPoints: [`src/${file}`], outfile: `dist/${name}.js`, bundle: true, format: 'esm', logLevel: 'error',
      jsx: 'automatic', loader: { '.woff': 'empty', '.woff2': 'empty', '.ttf': 'empty', '.eot': 'empty', '.svg': 'empty' },
      // Vuetify asks for process.env whole, which no browser has.
      define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
    });
  } catch {
    failed++;
    return;
  }
  const css = await access(`dist/${name}.css`).then(() => `<link rel="stylesheet" href="${name}.css">`, () => '');
  await writeFile(`dist/${name}.html`, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>${css}</head><body><div id="root"></div><script>window.addEventListener("error", (e) => { window.problem = e.message; });</script><script type="module" src="${name}.js"></script></body></html>\n`);
}));
if (failed) process.exit(1);
