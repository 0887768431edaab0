import type { preferences as english } from '../en/preferences.ts';

export const preferences: Record<keyof typeof english, string> = {
  'error.key_not_found': '这个密钥已经不在了。',
  'error.key_label_taken': '已经有名为「{label}」的密钥，请换一个名称。',
  'error.key_value_taken': '密钥「{label}」已经在用这个值，每个密钥都要有自己的值。',
  'error.key_is_main': '导出的配置在用这个密钥，因此不能删除，只能更换。',
};
