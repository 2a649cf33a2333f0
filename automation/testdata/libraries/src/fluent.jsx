import React from 'react';
import { FluentProvider, webLightTheme, Switch, Checkbox, Field, RadioGroup, Radio, Dropdown, Option, Select } from '@fluentui/react-components';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name }) => <Switch label={name} checked={value} disabled={disabled} onChange={(e, d) => set(d.checked)} />,
  checkbox: ({ value, set, disabled, name }) => <Checkbox label={name} checked={value} disabled={disabled} onChange={(e, d) => set(d.checked)} />,
  radio: ({ value, set, disabled, name, options }) => <Field label={name}><RadioGroup value={value} disabled={disabled} onChange={(e, d) => set(d.value)}>{options.map((o) => <Radio key={o} value={o} label={o} />)}</RadioGroup></Field>,
  select: ({ value, set, disabled, name, options }) => <Field label={name}><Dropdown value={value} selectedOptions={[value]} disabled={disabled} onOptionSelect={(e, d) => set(d.optionValue)}>{options.map((o) => <Option key={o}>{o}</Option>)}</Dropdown></Field>,
  native: ({ value, set, disabled, name, options }) => <Field label={name}><Select value={value} disabled={disabled} onChange={(e, d) => set(d.value)}>{options.map((o) => <option key={o}>{o}</option>)}</Select></Field>,
}, ({ children }) => <FluentProvider theme={webLightTheme}>{children}</FluentProvider>);
