import type { palette as english } from '../en/palette.ts';

export const palette: Record<keyof typeof english, string> = {
  'palette.open': '快速前往…',
  'palette.search': '切换模型、打开页面、复制接口地址',
  'palette.nothing': '没有匹配的内容',
  'palette.models': '模型',
  'palette.actions': '操作',
  'palette.places': '页面与服务',
  'palette.use': '使用 {model}',
  'palette.start': '启动代理',
  'palette.stop': '停止代理',
  'palette.server': '模型服务',
};
