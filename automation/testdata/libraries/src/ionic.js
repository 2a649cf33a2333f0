import '@ionic/core/css/core.css';
import { defineCustomElement as toggle } from '@ionic/core/components/ion-toggle.js';
import { defineCustomElement as checkbox } from '@ionic/core/components/ion-checkbox.js';
import { defineCustomElement as group } from '@ionic/core/components/ion-radio-group.js';
import { defineCustomElement as radio } from '@ionic/core/components/ion-radio.js';
import { defineCustomElement as segment } from '@ionic/core/components/ion-segment.js';
import { defineCustomElement as button } from '@ionic/core/components/ion-segment-button.js';
import { defineCustomElement as label } from '@ionic/core/components/ion-label.js';
import { stage, make } from './dom-stage.js';

for (const define of [toggle, checkbox, group, radio, segment, button, label]) define();
const box = (tag) => ({ value, set, disabled, name, options }) => {
  const el = make(tag, { checked: value, disabled, onionChange: () => set(el.checked) }, name);
  return { nodes: [el], show: (v) => { el.checked = v; } };
};
stage({
  switch: box('ion-toggle'),
  checkbox: box('ion-checkbox'),
  radio: ({ value, set, disabled, name, id, options }) => {
    const el = make('ion-radio-group', { value, onionChange: () => set(el.value), 'aria-labelledby': id }, make('h3', { id }, name), ...options.map((o) => make('ion-radio', { value: o, disabled }, o)));
    return { nodes: [el], show: (v) => { el.value = v; } };
  },
  segmented: ({ value, set, disabled, name, id, options }) => {
    const el = make('ion-segment', { value, disabled, onionChange: () => set(el.value), 'aria-labelledby': id }, ...options.map((o) => make('ion-segment-button', { value: o }, make('ion-label', {}, o))));
    return { nodes: [make('h3', { id }, name), el], show: (v) => { el.value = v; } };
  },
});
