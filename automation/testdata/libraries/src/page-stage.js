// The four pages, as a description that every library draws with its own components. What
// is stored is the server's: it is read at load and written whole.
export const page = document.documentElement.dataset.page;
const variant = Number(document.documentElement.dataset.variant ?? 0);

export const model = { state: null, open: false, said: '', drawn: () => {} };
const post = async (patch) => {
  const r = await fetch('/save', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(patch) });
  if (!r.ok) throw new Error(`not saved: ${r.status}`);
};
const save = () => post(model.state);
const put = (key, value) => {
  model.state = { ...model.state, [key]: value };
  model.drawn();
};
const putAndSave = (key, value) => {
  put(key, value);
  return save();
};

// control describes one choice: the kinds of widgets that may show it, best first.
const control = (kinds, key, label, change, options) => ({ control: { kinds, key, label, change: (v) => change(key, v), options } });

const mails = {
  'Marketing Emails': { newsletters: 'Newsletters & Product News', recommendations: 'Recommended Movies & Live TV', promotions: 'Sales & Promotions', surveys: 'Surveys & Research' },
  'Discover Emails': {
    messages: 'Email me when someone sends me a message', library_issues: 'Email me when someone reports an issue with my library or replies to an existing issue',
    friend_requests: 'Email me when I receive a friend request', friend_accepts: 'Email me when someone accepts my friend request',
    comments: 'Email me when someone comments on my activity or replies to me', friends_activity: 'Email me a summary of my friends activity',
  },
};
const twofold = ['checkbox', 'switch'];
const oneOf = ['radio', 'segmented', 'select', 'native'];
const lists = ['select', 'native', 'combobox', 'radio', 'segmented'];

// Every third library saves a mail box at once, and then loads the page anew.
const email = () => {
  const anew = variant % 3 === 2;
  const change = anew ? async (key, v) => { await putAndSave(key, v); location.reload(); } : put;
  const update = async () => { await save(); model.said = 'Preferences Updated!'; model.drawn(); };
  return [
    { heading: 1, text: 'Email Preferences' },
    ...Object.entries(mails).flatMap(([title, boxes]) => [{ heading: 2, text: title }, ...Object.entries(boxes).map(([key, label]) => control(twofold, key, label, change))]),
    ...(anew ? [] : [{ button: { text: 'Update Preferences', press: update } }]),
  ];
};

// Every second library shows no box for the sale, and no button for the whole list.
const vendors = () => {
  const whole = variant % 2 === 0;
  const every = (v) => () => {
    for (const key of Object.keys(model.state)) if (key !== 'sale') model.state = { ...model.state, [key]: v };
    model.drawn();
    return save();
  };
  const names = { acme: 'Acme Ads', bolt: 'Bolt Media', crisp: 'Crisp Audience Ltd.', delta: 'Delta Exchange', echo: 'Echo Metrics', fable: 'Fable Reach' };
  return [
    { heading: 1, text: 'Do Not Sell or Share My Personal Information' },
    ...(whole ? [control(['switch', 'checkbox'], 'sale', 'Allow the sale of my personal data', putAndSave)] : []),
    { heading: 2, text: 'Personalized Ads' },
    { text: 'These vendors may use what you watch to choose ads for you.' },
    ...(whole ? [{ button: { text: 'All No', press: every('No') } }, { button: { text: 'All Yes', press: every('Yes') } }] : []),
    ...Object.entries(names).map(([key, name]) => control(oneOf, key, name, putAndSave, ['Yes', 'No'])),
  ];
};

const privacy = () => [
  { heading: 1, text: 'Privacy Preferences' },
  { accordion: { title: 'Optional Playback Data', items: [control(['switch', 'checkbox'], 'playback', 'Send playback data to Plex', putAndSave)] } },
  { accordion: { title: 'You have the right to opt-out of targeted advertising (select regions only)', items: [control(['switch', 'checkbox'], 'ads', 'Advertising Consent', putAndSave)] } },
];

const audiences = ['Private', 'Friends', 'Friends of Friends', 'Anyone Signed into Plex', 'Anyone'];
const visibility = () => {
  const open = (is) => () => { model.open = is; model.drawn(); };
  const keep = async () => { await save(); open(false)(); };
  const rows = { watch_history: 'My Watch History', watchlist: 'My Watchlist', ratings: 'My Ratings', friends: 'My Friends' };
  return [
    { heading: 1, text: 'Account' },
    { row: { text: 'Account Visibility & Activity Sharing', button: { text: 'Edit', press: open(true) } } },
    { dialog: {
      title: "You're in control", open: model.open, close: open(false),
      items: [
        ...Object.entries(rows).map(([key, label]) => control(lists, key, label, put, audiences)),
        { heading: 3, text: 'Who can find your account?' },
        control(lists, 'account', 'Account Visibility', put, ['Friends Only', 'Friends of Friends', 'Anyone']),
        { button: { text: 'Save', press: keep } },
        { button: { text: 'Cancel', press: open(false) } },
      ],
    } },
  ];
};

export const describe = () => (model.state ? { email, vendors, privacy, visibility }[page]() : []);

// kindOf returns the first kind of widget that a library has; none throws.
export const kindOf = (kinds, control) => {
  const kind = control.kinds.find((k) => kinds[k]);
  if (!kind) throw new Error(`none of ${control.kinds}`);
  return kinds[kind];
};

export const load = async () => {
  model.state = await (await fetch('/state', { cache: 'no-store' })).json();
  model.drawn();
};
