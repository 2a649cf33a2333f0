import React from 'react';
import { Switch, Checkbox, Radio, Select, Segmented } from 'antd';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name, id }) => <><label htmlFor={id}>{name}</label> <Switch id={id} checked={value} disabled={disabled} onChange={set} /></>,
  checkbox: ({ value, set, disabled, name }) => <Checkbox checked={value} disabled={disabled} onChange={(e) => set(e.target.checked)}>{name}</Checkbox>,
  radio: ({ value, set, disabled, name, id, options }) => (
    <fieldset><legend id={id}>{name}</legend>
      <Radio.Group value={value} disabled={disabled} onChange={(e) => set(e.target.value)} options={options} /></fieldset>
  ),
  select: ({ value, set, disabled, name, id, options }) => (
    <><label htmlFor={id}>{name}</label> <Select id={id} value={value} disabled={disabled} onChange={set} style={{ width: 200 }} options={options.map((o) => ({ value: o, label: o }))} /></>
  ),
  segmented: ({ value, set, disabled, name, id, options }) => <><span id={id}>{name}</span> <Segmented aria-labelledby={id} value={value} disabled={disabled} onChange={set} options={options} /></>,
});
