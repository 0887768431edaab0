import type { preferences as english } from '../en/preferences.ts';

export const preferences: Record<keyof typeof english, string> = {
  'error.key_not_found': '这个密钥已经不在了。',
  'error.key_label_taken': '已经有名为「{label}」的密钥，请换一个名称。',
  'error.key_value_taken': '密钥「{label}」已经在用这个值，每个密钥都要有自己的值。',
  'error.key_is_main': '导出的配置在用这个密钥，因此不能删除，只能更换。',
  'error.bad_settings_file': '这份设置无法使用，未做任何更改：{reason}。',
  'error.no_settings_backup': '数据文件夹中没有名为 {file} 的备份。',
};
