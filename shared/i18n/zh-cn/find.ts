import type { find as english } from '../en/find.ts';

export const find: Record<keyof typeof english, string> = {
  'find.why.portFile': 'LM Studio 自己的文件中写明端口为 {port}。',
  'find.why.ollamaHost': 'OLLAMA_HOST 指定的端口为 {port}。',

  'find.moved': '{name} 在 {old} 已无响应，现在似乎位于 {now}。',
  'find.move': '改用 {address}',
};
