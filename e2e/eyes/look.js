// What a person would stumble over on this page. Gives a list of complaints.
(async () => {
  const out = [];
  const style = (el) => getComputedStyle(el);
  if (document.documentElement.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('[tabindex]'));
    out.push(`wider than the view: ${document.documentElement.scrollWidth} of ${innerWidth} px (${wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 60)).join(' | ')})`);
  }
  for (const img of document.images) {
    await img.decode().catch(() => {});
    if (!img.naturalWidth) out.push(`a picture does not show: ${img.alt.slice(0, 40)}`);
    if (!img.alt) out.push('a picture has no words');
  }
  // What stands out: the ratio of WCAG 2, over the nearest background that is not transparent.
  const channels = (c) => (c.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const f = (v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
  };
  const behind = (el) => {
    for (let p = el; p; p = p.parentElement) {
      const c = channels(style(p).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const told = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = texts.nextNode(); n; n = texts.nextNode()) {
    const el = n.parentElement;
    if (!n.data.trim() || !el.checkVisibility() || el.matches('script,style')) continue;
    const [a, b] = [luminance(channels(style(el).color)), luminance(behind(el))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const key = `${style(el).color} on ${behind(el)}`;
    if (ratio < 4.5 && !told.has(key)) {
      told.add(key);
      out.push(`"${n.data.trim().slice(0, 40)}" is hard to read: ${ratio.toFixed(2)} to 1, ${key}`);
    }
    if (parseFloat(style(el).fontSize) < 11 && !told.has('small')) {
      told.add('small');
      out.push(`"${n.data.trim().slice(0, 40)}" is ${style(el).fontSize} small`);
    }
  }
  // Structure.
  if (document.querySelectorAll('h1').length !== 1) out.push('there is not one h1');
  let level = 0;
  for (const h of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
    const now = Number(h.localName[1]);
    if (now > level + 1) out.push(`the heading "${h.textContent.trim()}" jumps from level ${level} to ${now}`);
    level = now;
  }
  if (!document.documentElement.lang) out.push('the page does not name its language');
  if (!document.title) out.push('the page has no title');
  for (const th of document.querySelectorAll('th:not([scope])')) out.push(`the table header "${th.textContent}" has no scope`);
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  for (const id of ids.filter((x, i) => ids.indexOf(x) !== i)) out.push(`the id ${id} is there twice`);
  for (const e of document.querySelectorAll('[aria-labelledby]')) {
    if (!document.getElementById(e.getAttribute('aria-labelledby'))?.textContent.trim()) out.push(`${e.outerHTML.slice(0, 60)} has no name`);
  }
  for (const a of document.querySelectorAll('a[href^="#"]')) if (!document.getElementById(a.getAttribute('href').slice(1))) out.push(`${a.getAttribute('href')} leads nowhere`);
  if (document.scripts.length) out.push('there are scripts');
  return out;
})()
