// show draws a terminal that was sent a text, and gives the size of its picture.
const themes = {
  dark: { background: '#1c1c1e', foreground: '#e8e8e8', cursor: '#1c1c1e' },
  light: { background: '#ffffff', foreground: '#1c1c1e', cursor: '#ffffff', green: '#1a7f37', yellow: '#8a6100', red: '#c1121f' },
};

let terminal;

async function show(text, columns, rows, theme) {
  document.documentElement.style.setProperty('--paper', themes[theme].background);
  terminal?.dispose();
  document.getElementById('terminal').replaceChildren();
  terminal = new Terminal({ cols: columns, rows, theme: themes[theme], fontFamily: 'DejaVu Sans Mono, monospace', fontSize: 14, lineHeight: 1.2, convertEol: false, scrollback: 0, cursorBlink: false, allowProposedApi: true });
  terminal.open(document.getElementById('terminal'));
  await new Promise((done) => terminal.write(text, done));
  const buffer = terminal.buffer.active;
  let used = buffer.cursorY + 1;
  for (let y = 0; y < buffer.length; y++) {
    if (buffer.getLine(y)?.translateToString(true).trim()) used = Math.max(used, y + 1);
  }
  terminal.resize(columns, used);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const box = document.getElementById('terminal').getBoundingClientRect();
  return [Math.ceil(box.width), Math.ceil(box.height)];
}
