import '@arco-design/web-react/es/_util/react-19-adapter';
import '@arco-design/web-react/dist/css/arco.css';
import React from 'react';
import { Switch, Checkbox, Radio, Select, Collapse, Modal, Button } from '@arco-design/web-react';
import { stage } from './react-stage.jsx';

stage({
  switch: ({ value, set, disabled, name, id }) => <><label id={id}>{name}</label> <Switch aria-labelledby={id} checked={value} disabled={disabled} onChange={set} /></>,
  checkbox: ({ value, set, disabled, name }) => <Checkbox checked={value} disabled={disabled} onChange={set}>{name}</Checkbox>,
  radio: ({ value, set, disabled, name, id, options }) => <fieldset><legend id={id}>{name}</legend><Radio.Group aria-labelledby={id} value={value} disabled={disabled} onChange={set} options={options} /></fieldset>,
  select: ({ value, set, disabled, name, id, options }) => <><label id={id}>{name}</label> <Select aria-labelledby={id} options={options} value={value} disabled={disabled} style={{ width: 200 }} onChange={set} /></>,
  segmented: ({ value, set, disabled, name, id, options }) => <><span id={id}>{name}</span> <Radio.Group type="button" aria-labelledby={id} value={value} disabled={disabled} onChange={set} options={options} /></>,
}, undefined, {
  Button: ({ text, press }) => <Button onClick={press}>{text}</Button>,
  Accordion: ({ title, children }) => <Collapse><Collapse.Item header={title} name="1">{children}</Collapse.Item></Collapse>,
  Dialog: ({ title, close, children }) => <Modal visible title={title} footer={null} onCancel={close}>{children}</Modal>,
});
