// The job in Playwright, written as its documentation teaches: locators by role
// and label, waits for responses, a new context for the proof.
//
//   node playwright.mjs sequential|parallel
import { chromium } from 'playwright-core';
import { addresses, audiences, believed, cookies, graph, job, mailBoxes, privacyBoxes, reads, report, sale, saves, settle, stored, tell, transifex } from './job.mjs';

const parallel = process.argv[2] === 'parallel';
const matches = (wanted) => (response) => wanted(response.request().method(), response.url(), response.request().postData());
const answer = (page, wanted) => page.waitForResponse(matches(wanted));

// Side by side the windows run at once: the longest is counted, by main.
const rest = (name, read) => believed(name, read, !parallel);

// on lists the boxes that are still on.
async function on(boxes) {
  const out = [];
  for (const box of boxes) if (await box.isChecked()) out.push(box);
  return out;
}

const pages = {
  async email(page, change) {
    await Promise.all([answer(page, reads.email), page.goto(addresses.email)]);
    const boxes = mailBoxes.map((name) => page.getByLabel(name, { exact: true }));
    await boxes[0].waitFor();
    const states = await rest('email', () => Promise.all(boxes.map((box) => box.isChecked())));
    const left = states.filter(Boolean).length;
    if (!change || !left) return left;
    for (const box of await on(boxes)) await box.uncheck();
    await Promise.all([answer(page, saves), page.getByRole('link', { name: 'Update Preferences' }).click()]);
    await page.getByText('Preferences Updated!').waitFor();
    return left;
  },

  async vendors(page, change) {
    await Promise.all([answer(page, reads.vendors), page.goto(addresses.vendors)]);
    const box = page.getByRole('checkbox', { name: sale });
    await box.waitFor();
    const yes = page.getByRole('radio', { name: 'Yes', checked: true });
    const [sold, used] = await rest('vendors', async () => [await box.isChecked(), await yes.count()]);
    if (change && sold) await Promise.all([answer(page, saves), box.uncheck()]);
    if (change && used) await Promise.all([answer(page, saves), page.getByRole('link', { name: 'All No' }).click()]);
    return Number(sold) + used;
  },

  async privacy(page, change) {
    await Promise.all([answer(page, reads.privacy), answer(page, reads.published), page.goto(addresses.privacy)]);
    const boxes = privacyBoxes.map((name) => page.getByRole('checkbox', { name }));
    await boxes[0].waitFor();
    const states = await rest('privacy', () => Promise.all(boxes.map((box) => box.isChecked())));
    if (change) for (const box of await on(boxes)) await Promise.all([answer(page, saves), box.uncheck()]);
    return states.filter(Boolean).length;
  },

  async visibility(page, change) {
    await page.goto(addresses.visibility);
    await page.getByText('Account Visibility & Activity Sharing').click();
    const dialog = page.getByRole('dialog');
    const rows = Object.entries(audiences).map(([name, wanted]) => [dialog.getByRole('button', { name }), wanted]);
    await rows[0][0].waitFor();
    const shown = await rest('visibility', () => Promise.all(rows.map(([button]) => button.innerText())));
    const differ = rows.filter(([, wanted], i) => shown[i] !== wanted);
    if (!change || !differ.length) return differ.length;
    for (const [button, wanted] of differ) {
      await button.click();
      await page.getByRole('option', { name: wanted, exact: true }).click();
    }
    await Promise.all([answer(page, graph('UpdateProfileVisibility')), dialog.getByRole('button', { name: 'Save' }).click()]);
    await dialog.waitFor({ state: 'hidden' });
    return differ.length;
  },
};

// visit goes through the pages and adds up what differs.
async function visit(context, change, names, opened = []) {
  const one = (name, page) => pages[name](page, change);
  if (parallel) {
    report.waited += Math.max(...names.map((name) => job.windows[name]));
    return Promise.all(names.map(async (name, i) => one(name, opened[i] || await context.newPage())));
  }
  const page = opened[0] || await context.newPage();
  const found = [];
  for (const name of names) found.push(await one(name, page));
  return found;
}

const browser = await chromium.launch({ executablePath: job.browser, proxy: { server: job.proxy } });
try {
  const context = await browser.newContext({
    storageState: { cookies: cookies.map((c) => ({ ...c, expires: -1, httpOnly: false, sameSite: 'Lax' })), origins: [{ origin: stored.origin, localStorage: [{ name: stored.key, value: stored.value }] }] },
  });
  await context.addInitScript(transifex);
  const all = Object.keys(pages);
  const differed = await visit(context, job.applies, all);
  report.differed = differed.reduce((a, b) => a + b);
  const changed = all.filter((_, i) => differed[i]);
  if (job.applies && changed.length) {
    const lastSave = Date.now();
    const storageState = await context.storageState();
    await context.close();
    const fresh = await browser.newContext({ storageState });
    await fresh.addInitScript(transifex);
    const opened = [];
    for (const _ of parallel ? changed : [0]) opened.push(await fresh.newPage());
    await settle(lastSave);
    const left = (await visit(fresh, false, changed, opened)).reduce((a, b) => a + b);
    if (left) throw new Error(`${left} values are not what they were set to`);
    report.set = report.differed;
  }
} finally {
  await browser.close();
}
tell();
