// The job in Puppeteer, written as its documentation teaches: locators by
// accessible name, waits for responses, a new context for the proof. One page
// after the other.
import puppeteer from 'puppeteer-core';
import { addresses, audiences, believed, cookies, graph, job, mailBoxes, privacyBoxes, reads, report, sale, saves, settle, stored, tell, transifex } from './job.mjs';

const answer = (page, wanted) => page.waitForResponse((response) => wanted(response.request().method(), response.url(), response.request().postData()));
const named = (name, role) => `::-p-aria([name="${name}"]${role ? `[role="${role}"]` : ''})`;
const checked = (page, selector) => page.$eval(selector, (box) => box.checked);

// each asks one after the other: aria queries of one page do not like company.
async function each(list, ask) {
  const out = [];
  for (const item of list) out.push(await ask(item));
  return out;
}

const pages = {
  async email(page, change) {
    await Promise.all([answer(page, reads.email), page.goto(addresses.email)]);
    const boxes = mailBoxes.map((name) => named(name, 'checkbox'));
    await page.waitForSelector(boxes[0]);
    const states = await believed('email', () => each(boxes, (box) => checked(page, box)));
    const left = states.filter(Boolean).length;
    if (!change || !left) return left;
    for (const [i, box] of boxes.entries()) if (states[i]) await page.locator(box).click();
    await Promise.all([answer(page, saves), page.locator(named('Update Preferences', 'link')).click()]);
    await page.waitForSelector('::-p-text(Preferences Updated!)', { visible: true });
    return left;
  },

  async vendors(page, change) {
    await Promise.all([answer(page, reads.vendors), page.goto(addresses.vendors)]);
    const box = named(sale, 'checkbox');
    await page.waitForSelector(box);
    const [sold, used] = await believed('vendors', async () => [
      await checked(page, box), await page.$$eval('.vendor-row', (rows) => rows.filter((row) => row.querySelector('input').checked).length)]);
    if (change && sold) await Promise.all([answer(page, saves), page.locator(box).click()]);
    if (change && used) await Promise.all([answer(page, saves), page.locator(named('All No', 'link')).click()]);
    return Number(sold) + used;
  },

  async privacy(page, change) {
    await Promise.all([answer(page, reads.privacy), answer(page, reads.published), page.goto(addresses.privacy)]);
    const boxes = privacyBoxes.map((name) => named(name, 'checkbox'));
    await page.waitForSelector(boxes[0]);
    const states = await believed('privacy', () => each(boxes, (box) => checked(page, box)));
    for (const [i, box] of boxes.entries()) if (change && states[i]) await Promise.all([answer(page, saves), page.locator(box).click()]);
    return states.filter(Boolean).length;
  },

  async visibility(page, change) {
    await page.goto(addresses.visibility);
    await page.locator('::-p-text(Account Visibility & Activity Sharing)').click();
    await page.waitForSelector('[role=dialog] [aria-haspopup=listbox]');
    const read = () => page.$$eval('[role=dialog] [aria-haspopup=listbox]', (buttons) => buttons.map((b) => [
      document.getElementById(b.getAttribute('aria-labelledby').split(' ')[0]).textContent, b.innerText.trim()]));
    const shown = Object.fromEntries(await believed('visibility', read));
    const differ = Object.entries(audiences).filter(([name, wanted]) => shown[name] !== wanted);
    if (!change || !differ.length) return differ.length;
    for (const [name, wanted] of differ) {
      await page.locator(named(`${name} ${shown[name]}`, 'button')).click();
      await page.locator(named(wanted, 'option')).click();
    }
    await Promise.all([answer(page, graph('UpdateProfileVisibility')), page.locator(named('Save', 'button')).click()]);
    await page.waitForSelector('[role=dialog]', { hidden: true });
    return differ.length;
  },
};

// open makes a signed-in context with one page.
async function open(browser, cookies) {
  const context = await browser.createBrowserContext();
  await context.setCookie(...cookies);
  const page = await context.newPage();
  await page.evaluateOnNewDocument(transifex);
  await page.evaluateOnNewDocument((s) => { if (location.origin === s.origin) localStorage.setItem(s.key, s.value); }, stored);
  return [context, page];
}

async function visit(page, change, names) {
  return each(names, (name) => pages[name](page, change));
}

const browser = await puppeteer.launch({
  executablePath: job.browser, headless: job.browser.includes('headless-shell') ? 'shell' : true,
  args: ['--no-sandbox', `--proxy-server=${job.proxy}`, '--proxy-bypass-list=<-loopback>'],
});
try {
  const [context, page] = await open(browser, cookies);
  const all = Object.keys(pages);
  const differed = await visit(page, job.applies, all);
  report.differed = differed.reduce((a, b) => a + b);
  const changed = all.filter((_, i) => differed[i]);
  if (job.applies && changed.length) {
    const lastSave = Date.now();
    const now = await context.cookies();
    await context.close();
    const [, fresh] = await open(browser, now);
    await settle(lastSave);
    const left = (await visit(fresh, false, changed)).reduce((a, b) => a + b);
    if (left) throw new Error(`${left} values are not what they were set to`);
    report.set = report.differed;
  }
} finally {
  await browser.close();
}
tell();
