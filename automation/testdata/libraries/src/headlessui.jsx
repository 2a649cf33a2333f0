import React from 'react';
import { Switch, Checkbox, Field, Fieldset, Legend, Label, RadioGroup, Radio, Listbox, ListboxButton, ListboxOptions, ListboxOption, Select } from '@headlessui/react';
import { stage } from './react-stage.jsx';

const box = { display: 'inline-block', width: 42, height: 24, border: '1px solid #555' };
stage({
  switch: ({ value, set, disabled, name }) => <Field disabled={disabled}><Label>{name}</Label> <Switch checked={value} onChange={set} style={box} /></Field>,
  checkbox: ({ value, set, disabled, name }) => <Field disabled={disabled}><Checkbox checked={value} onChange={set} style={box}>{value ? '✓' : ''}</Checkbox> <Label>{name}</Label></Field>,
  radio: ({ value, set, disabled, name, options }) => (
    <Fieldset disabled={disabled}><Legend>{name}</Legend>
      <RadioGroup value={value} onChange={set}>
        {options.map((o) => <Field key={o}><Radio value={o} style={box} /><Label>{o}</Label></Field>)}
      </RadioGroup></Fieldset>
  ),
  select: ({ value, set, disabled, name, options }) => (
    <Field disabled={disabled}><Label>{name}</Label>
      <Listbox value={value} onChange={set}>
        <ListboxButton>{value}</ListboxButton>
        <ListboxOptions anchor="bottom" style={{ background: '#fff' }}>{options.map((o) => <ListboxOption key={o} value={o}>{o}</ListboxOption>)}</ListboxOptions>
      </Listbox></Field>
  ),
  native: ({ value, set, disabled, name, options }) => (
    <Field disabled={disabled}><Label>{name}</Label>
      <Select value={value} onChange={(e) => set(e.target.value)}>{options.map((o) => <option key={o}>{o}</option>)}</Select></Field>
  ),
});
