import React from 'react';
import { Switch, Checkbox, RadioGroup, Select, ToggleGroup } from 'radix-ui';
import { stage } from './react-stage.jsx';

const box = { width: 42, height: 24, border: '1px solid #555' };
stage({
  switch: ({ value, set, disabled, name, id }) => (
    <><label htmlFor={id}>{name}</label>
      <Switch.Root id={id} checked={value} disabled={disabled} onCheckedChange={set} style={box}><Switch.Thumb style={{ display: 'block', width: 20, height: 20, background: '#333' }} /></Switch.Root></>
  ),
  checkbox: ({ value, set, disabled, name, id }) => (
    <><Checkbox.Root id={id} checked={value} disabled={disabled} onCheckedChange={set} style={box}><Checkbox.Indicator>✓</Checkbox.Indicator></Checkbox.Root>
      <label htmlFor={id}>{name}</label></>
  ),
  radio: ({ value, set, disabled, name, id, options }) => (
    <><h3 id={id}>{name}</h3>
      <RadioGroup.Root aria-labelledby={id} value={value} disabled={disabled} onValueChange={set}>
        {options.map((o) => <div key={o}><RadioGroup.Item value={o} id={id + o} style={box}><RadioGroup.Indicator>•</RadioGroup.Indicator></RadioGroup.Item><label htmlFor={id + o}>{o}</label></div>)}
      </RadioGroup.Root></>
  ),
  select: ({ value, set, disabled, name, id, options }) => (
    <><span id={id}>{name}</span>
      <Select.Root value={value} disabled={disabled} onValueChange={set}>
        <Select.Trigger aria-labelledby={id}><Select.Value /></Select.Trigger>
        <Select.Portal><Select.Content position="popper" style={{ background: '#fff' }}><Select.Viewport>
          {options.map((o) => <Select.Item key={o} value={o}><Select.ItemText>{o}</Select.ItemText></Select.Item>)}
        </Select.Viewport></Select.Content></Select.Portal>
      </Select.Root></>
  ),
  segmented: ({ value, set, disabled, name, id, options }) => (
    <><span id={id}>{name}</span>
      <ToggleGroup.Root type="single" value={value} disabled={disabled} aria-labelledby={id} onValueChange={(v) => v && set(v)}>
        {options.map((o) => <ToggleGroup.Item key={o} value={o}>{o}</ToggleGroup.Item>)}
      </ToggleGroup.Root></>
  ),
});
