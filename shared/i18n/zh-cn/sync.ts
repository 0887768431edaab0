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
  'sync.notice.recordBroken':
    '无法读取 ModelTray 添加到 DB-GPT 的模型清单，已另存为 {file}。请在 DB-GPT 中自行移除这些模型。',

  'error.dbgpt_not_found': '{url} 上没有 DB-GPT 应答。请启动 DB-GPT，或填写其页面所用的端口。',
  'error.dbgpt_refused': 'DB-GPT 拒绝了请求：{text}',
  'error.toml_unknown':
    '请指明此 DB-GPT 启动时使用的 TOML 文件。若添加的模型与该文件中的模型同名，DB-GPT 下次启动时两者会互相移除。',
  'sync.api.tooOld': '{url} 上的 DB-GPT 没有可保存模型的接口（0.7 起才有）。请改用导出的文件。',
  'sync.api.tomlUnreadable': '{path} 不是可读取的 TOML：{said}',
  'sync.api.tomlOther':
    '{path} 中的模型都没有在此 DB-GPT 中运行，说明它是用另一个文件启动的。请指明那个文件。',
  'sync.api.taken': '{name} 已在运行。没有发送任何请求，否则 DB-GPT 会将其停止。',
  'sync.api.notThere': 'DB-GPT 接受了 {name}，但列表中没有它。',
  'sync.api.stillThere': 'DB-GPT 的列表中仍有 {name}。',
  'sync.api.unreachable': '此 DB-GPT 还无法连接 ModelTray：请在「设置 → 允许谁连接」中放行。',

  'sync.do.review': '查看',
  'sync.do.undo': '撤销',
};
