import React from 'react';
import { Switch, Checkbox, RadioGroup, Radio, Label, Select, Button, SelectValue, Popover, ListBox, ListBoxItem, ToggleButtonGroup, ToggleButton, ComboBox, Input } from 'react-aria-components';
import { stage } from './react-stage.jsx';

const list = (options) => <Popover style={{ background: '#fff' }}><ListBox>{options.map((o) => <ListBoxItem key={o} id={o}>{o}</ListBoxItem>)}</ListBox></Popover>;
stage({
  switch: ({ value, set, disabled, name }) => <Switch isSelected={value} isDisabled={disabled} onChange={set}><div style={{ width: 42, height: 24, border: '1px solid' }} />{name}</Switch>,
  checkbox: ({ value, set, disabled, name }) => <Checkbox isSelected={value} isDisabled={disabled} onChange={set}><div style={{ width: 20, height: 20, border: '1px solid' }} />{name}</Checkbox>,
  radio: ({ value, set, disabled, name, options }) => <RadioGroup value={value} isDisabled={disabled} onChange={set}><Label>{name}</Label>{options.map((o) => <Radio key={o} value={o}>{o}</Radio>)}</RadioGroup>,
  select: ({ value, set, disabled, name, options }) => <Select selectedKey={value} isDisabled={disabled} onSelectionChange={set}><Label>{name}</Label><Button><SelectValue /></Button>{list(options)}</Select>,
  combobox: ({ value, set, disabled, name, options }) => <ComboBox selectedKey={value} isDisabled={disabled} onSelectionChange={(v) => v && v !== value && set(v)}><Label>{name}</Label><Input /><Button>▼</Button>{list(options)}</ComboBox>,
  segmented: ({ value, set, disabled, name, id, options }) => (
    <><span id={id}>{name}</span>
      <ToggleButtonGroup aria-labelledby={id} selectedKeys={[value]} isDisabled={disabled} disallowEmptySelection onSelectionChange={(s) => set([...s][0])}>
        {options.map((o) => <ToggleButton key={o} id={o}>{o}</ToggleButton>)}
      </ToggleButtonGroup></>
  ),
});
