import React from 'react';
import Select from 'react-select';
import { stage } from './react-stage.jsx';

const entries = (options) => options.map((o) => ({ value: o, label: o }));
stage({
  checkbox: ({ value, set, disabled, name }) => <label><input type="checkbox" checked={value} disabled={disabled} onChange={(e) => set(e.target.checked)} /> {name}</label>,
  select: ({ value, set, disabled, name, id, options }) => <><label htmlFor={id}>{name}</label> <Select inputId={id} options={entries(options)} value={{ value, label: value }} isSearchable={false} isDisabled={disabled} onChange={(o) => set(o.value)} /></>,
  combobox: ({ value, set, disabled, name, id, options }) => <><label htmlFor={id}>{name}</label> <Select inputId={id} options={entries(options)} value={{ value, label: value }} isDisabled={disabled} onChange={(o) => set(o.value)} /></>,
});
