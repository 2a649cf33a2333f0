import React from 'react';
import { ThemeProvider, BaseStyles, ToggleSwitch, Checkbox, FormControl, RadioGroup, Radio, Select, SegmentedControl, ActionMenu, ActionList, Dialog, Button, Details } from '@primer/react';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name, id }) => <><span id={id}>{name}</span> <ToggleSwitch aria-labelledby={id} checked={value} disabled={disabled} onClick={() => set(!value)} /></>,
  checkbox: ({ value, set, disabled, name }) => <FormControl disabled={disabled}><Checkbox checked={value} onChange={(e) => set(e.target.checked)} /><FormControl.Label>{name}</FormControl.Label></FormControl>,
  radio: ({ value, set, disabled, name, id, options }) => <RadioGroup name={id} disabled={disabled} onChange={set}><RadioGroup.Label>{name}</RadioGroup.Label>{options.map((o) => <FormControl key={o} disabled={disabled}><Radio value={o} checked={o === value} onChange={() => set(o)} /><FormControl.Label>{o}</FormControl.Label></FormControl>)}</RadioGroup>,
  select: ({ value, set, disabled, name, id, options }) => (
    <><span id={id}>{name}</span>
      <ActionMenu><ActionMenu.Button aria-labelledby={id} disabled={disabled}>{value}</ActionMenu.Button>
        <ActionMenu.Overlay><ActionList selectionVariant="single">{options.map((o) => <ActionList.Item key={o} selected={o === value} onSelect={() => set(o)}>{o}</ActionList.Item>)}</ActionList></ActionMenu.Overlay>
      </ActionMenu></>
  ),
  native: ({ value, set, disabled, name, options }) => <FormControl disabled={disabled}><FormControl.Label>{name}</FormControl.Label><Select value={value} onChange={(e) => set(e.target.value)}>{options.map((o) => <Select.Option key={o} value={o}>{o}</Select.Option>)}</Select></FormControl>,
  segmented: ({ value, set, disabled, name, options }) => <><span>{name}</span><SegmentedControl aria-label={name} onChange={(i) => set(options[i])}>{options.map((o) => <SegmentedControl.Button key={o} selected={o === value} disabled={disabled}>{o}</SegmentedControl.Button>)}</SegmentedControl></>,
}, ({ children }) => <ThemeProvider><BaseStyles>{children}</BaseStyles></ThemeProvider>, {
  Button: ({ text, press }) => <Button onClick={press}>{text}</Button>,
  Accordion: ({ title, children }) => <Details><Details.Summary>{title}</Details.Summary>{children}</Details>,
  Dialog: ({ title, close, children }) => <Dialog title={title} onClose={close}>{children}</Dialog>,
});
