import React from 'react';
import '@mantine/core/styles.css';
import { MantineProvider, Switch, Checkbox, Radio, Select, SegmentedControl, NativeSelect } from '@mantine/core';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name }) => <Switch label={name} checked={value} disabled={disabled} onChange={(e) => set(e.currentTarget.checked)} />,
  checkbox: ({ value, set, disabled, name }) => <Checkbox label={name} checked={value} disabled={disabled} onChange={(e) => set(e.currentTarget.checked)} />,
  radio: ({ value, set, disabled, name, options }) => <Radio.Group label={name} value={value} onChange={set}>{options.map((o) => <Radio key={o} value={o} label={o} disabled={disabled} />)}</Radio.Group>,
  select: ({ value, set, disabled, name, options }) => <Select label={name} data={options} value={value} disabled={disabled} allowDeselect={false} onChange={set} />,
  native: ({ value, set, disabled, name, options }) => <NativeSelect label={name} data={options} value={value} disabled={disabled} onChange={(e) => set(e.currentTarget.value)} />,
  segmented: ({ value, set, disabled, name, id, options }) => <><span id={id}>{name}</span><SegmentedControl aria-labelledby={id} data={options} value={value} disabled={disabled} onChange={set} /></>,
}, ({ children }) => <MantineProvider>{children}</MantineProvider>);
