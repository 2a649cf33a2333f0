// The privacy boxes inside the policy. They are painted as "checked" first;
// the account's true values come later. In the classic markup each box also
// lies in a hidden template, checked as well.
(async () => {
  const { el, config, has } = plex;
  const playbackHelp = 'Sending us this data helps us run and improve our services. If you uncheck this button, the Optional Playback Data listed below will not be collected or sent to Plex.';
  const adsHelp = 'I consent to Plex sharing the advertising identifiers on my devices with Plex’s advertising partners. This data is used to deliver the advertising that supports content I may access through Plex on all devices on which I have Plex installed.';

  // Which boxes a section holds: the key in the API, the words, and whether
  // the box shows the opposite of what is stored.
  const boxes = {
    ads: [{ key: 'adsConsent', option: 'adsConsent', name: 'Advertising Consent', help: adsHelp }],
    playback: [
      { key: 'optOutPlayback', option: 'optOutPlayback', name: 'Send playback data to Plex', help: playbackHelp, inverted: true, target: true },
      has('library-control') && { key: 'optOutLibraryStats', option: 'optOutLibraryStats', name: 'Send library statistics to Plex', help: 'Counts of your libraries, without titles.', inverted: true },
      has('unknown-control') && { key: 'recommendations', option: 'optInRecommendations', name: 'Use my viewing to personalize recommendations', help: 'Plex and its partners may use what you watch to suggest titles.' },
    ].filter(Boolean),
  };
  const kind = { classic: undefined, aria: 'switch', components: undefined }[config.variant];
  const painted = { adsConsent: true, optOutPlayback: false, optOutLibraryStats: false, recommendations: true };
  const forms = [];

  function start(section, root) {
    if (!root) return;
    const notice = el('p', { class: 'privacy-error', role: 'alert', hidden: true });
    root.after(notice);
    const form = new plex.Form({ page: 'privacy', root, draw, notice });
    form.model = { ...painted };
    function draw() {
      const rows = boxes[section].map((b) => plex.reworded(b.key, b)).flatMap((b) => plex.variations(b.target, 'Share viewing statistics with Plex', (name, disabled) => {
        const seen = (v) => (Boolean(b.inverted) !== Boolean(b.turned) ? !v : Boolean(v));
        const widget = form.kit.toggle({
          name, help: b.help, disabled, kind, titled: true, option: b.option, value: seen(form.model[b.key]),
          onToggle: (v) => form.change(b.key, seen(v)),
        });
        form.track(b.key, { set: (v) => widget.set(seen(v)) });
        return widget.node;
      }, b.name));
      const save = form.saver('Save Changes', () => form.save(own(section, form.model)));
      return [...rows, save].filter(Boolean);
    }
    form.fillFields = () => own(section, form.model);
    forms.push({ section, form });
    form.paint();
  }

  // own keeps the fields of one section: two forms must not overwrite each other.
  const own = (section, model) => Object.fromEntries(boxes[section].map((b) => [b.key, model[b.key]]));

  function visitor() {
    for (const id of ['ads', 'playback']) {
      document.querySelector(`[data-prefs="${id}"]`)?.replaceChildren(document.getElementById('visitor-text').content.cloneNode(true));
    }
  }

  if (!config.signedIn) {
    visitor();
    return;
  }
  await plex.frame();
  start('ads', document.querySelector('[data-prefs="ads"]'));
  start('playback', document.querySelector('[data-prefs="playback"]'));
  if (has('painted-wrong')) await plex.pause(900);
  let truth;
  try {
    truth = await plex.read('privacy');
  } catch (failure) {
    if (failure.status === 401) visitor();
    else forms.forEach(({ form }) => form.say(`Something went wrong: ${failure.message}`));
    return;
  }
  await plex.unfold();
  for (const { section, form } of forms) {
    form.model = own(section, truth);
    form.refresh();
    form.repeat();
  }
})();
