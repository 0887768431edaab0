import type { tray as english } from '../en/tray.ts';

export const tray: Record<keyof typeof english, string> = {
  'tray.status.running': '正在运行：{address}',
  'tray.status.starting': '正在启动…',
  'tray.status.stopping': '正在停止…',
  'tray.status.stopped': '已停止',
  'tray.status.error': '未运行：{reason}',
  'tray.status.unknownError': '未运行',
  'tray.status.noServer': '尚未接入模型服务',
  'tray.status.allDown': '已接入的模型服务都无法响应',
  'tray.status.demo': '当前由演示回答（非真实模型）',
  'tray.status.quitting': '正在退出：先完成进行中的回答',

  'tray.now.loading': '{server} 正在加载',
  'tray.now.loadingSince': '{server} 正在加载，始于 {time}',
  'tray.now.draining': '{model} · {server} 还有 {count} 个回答未完成',
  'tray.last.private-network': '上一个回答来自内网',
  'tray.last.cloud': '上一个回答来自云端',
  'tray.last.unknown': '上一个回答来自可能转发的服务',

  'tray.active.none': '当前模型：无',
  'tray.active.model': '当前模型：{model}',
  'tray.active.demo': '当前模型：演示（非真实模型）',
  'tray.model.at': '{model} · {server}',
  'tray.model.marked': '{model}（{mark}）',
  'tray.model.notListed': '目前未列出',
  'tray.model.range': '{first} … {last}',
  'tray.model.more': '在窗口中查看更多…',
  'tray.model.none': '没有找到对话模型',
  'tray.model.pin': '将 {model} 置顶',
  'tray.server.loading': '正在加载…',

  'tray.aliases': '模型别名',
  'tray.alias.one': '{alias}：{model}',
  'tray.alias.many': '{alias}：{count} 个模型',

  'tray.item.start': '启动',
  'tray.item.stop': '停止',
  'tray.item.copyAddress': '复制接口地址',
  'tray.item.copyKey': '复制访问密钥',
  'tray.item.export': '导出 DB-GPT 配置…',
  'tray.item.open': '打开 ModelTray',
  'tray.item.startAtLogin': '登录时启动',
  'tray.item.onlyThisMachine': '仅限本机',
  'tray.item.noCloud': '不使用云端',
  'tray.item.quit': '退出',
  'tray.item.quitNow': '立即退出',

  'tray.menu.edit': '编辑',
  'tray.menu.window': '窗口',

  'tray.told.hidden':
    '窗口已关闭，ModelTray 仍在运行。可从托盘再次打开，或再启动一次 ModelTray；要结束运行，请在托盘菜单中选择「退出」。',
  'tray.told.quitting': '将先完成进行中的回答，最多 30 秒。要立即退出，请点击此处，或再次选择「退出」。',
  'tray.told.failed': '操作未成功：{reason}',
  'tray.told.startFailed': 'ModelTray 无法启动',
  'tray.told.busy': 'ModelTray 正在启动，或正在退出。',
};
