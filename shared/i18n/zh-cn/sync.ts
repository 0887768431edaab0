import type { sync as english } from '../en/sync.ts';

export const sync: Record<keyof typeof english, string> = {
  'sync.part.address': '接口地址',
  'sync.part.key': '访问密钥',
  'sync.part.models': '模型',
  'sync.part.context': '上下文长度',
  'sync.list': '{before}、{part}',

  'sync.reason.noChoice': '此文件由较早版本的 ModelTray 写入，当时没有记录导出内容，无法检查。请重新导出一次',
  'sync.reason.gone': '文件已不存在。',
  'sync.reason.changed': '文件在此之后被其他程序或他人修改过，ModelTray 不会自动改写。',
  'sync.reason.declined': '你撤销过这次更改，ModelTray 不会再自动写入。',

  'sync.notice.one': 'DB-GPT 的文件 {path} 已过期。有变化的是：{what}。',
  'sync.notice.reason': 'DB-GPT 的文件 {path} 已过期。{reason}',
  'sync.notice.several': '{count} 个 DB-GPT 文件已过期。',
  'sync.notice.written': 'ModelTray 已更新 {path}：{what}。DB-GPT 只在启动时读取配置，请重启一次 DB-GPT。',
  'sync.notice.switched': '{path} 指定了另一个模型，当前模型已切换为 {model}。',
  'sync.notice.notSwitched': '{path} 指定了另一个模型，当前模型保持不变。{reason}',
  'sync.do.review': '查看',
  'sync.do.undo': '撤销',
};
