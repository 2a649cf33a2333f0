import React from 'react';
import { Switch } from '@base-ui-components/react/switch';
import { Checkbox } from '@base-ui-components/react/checkbox';
import { Select } from '@base-ui-components/react/select';
import { stage } from './react-stage.jsx';

const box = { display: 'inline-block', width: 42, height: 24, border: '1px solid #555' };
stage({
  switch: ({ value, set, disabled, name }) => <label>{name} <Switch.Root checked={value} disabled={disabled} onCheckedChange={(v) => set(v)} style={box}><Switch.Thumb /></Switch.Root></label>,
  checkbox: ({ value, set, disabled, name }) => <label><Checkbox.Root checked={value} disabled={disabled} onCheckedChange={(v) => set(v)} style={box}><Checkbox.Indicator>✓</Checkbox.Indicator></Checkbox.Root> {name}</label>,
  select: ({ value, set, disabled, name, id, options }) => (
    <><span id={id}>{name}</span>
      <Select.Root value={value} disabled={disabled} onValueChange={(v) => set(v)}>
        <Select.Trigger aria-labelledby={id}><Select.Value /></Select.Trigger>
        <Select.Portal><Select.Positioner><Select.Popup style={{ background: '#fff' }}>{options.map((o) => <Select.Item key={o} value={o}><Select.ItemText>{o}</Select.ItemText></Select.Item>)}</Select.Popup></Select.Positioner></Select.Portal>
      </Select.Root></>
  ),
});
