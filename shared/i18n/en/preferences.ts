/** The Settings page: keys, timeouts, notifications, logs, reset, import and export. */
export const preferences = {
  'error.key_not_found': 'This key is not there any more.',
  'error.key_label_taken': 'Another key has the name “{label}” already. Choose another name.',
  'error.key_value_taken': 'The key “{label}” has this value already. Every key needs a value of its own.',
  'error.key_is_main': 'The exports use this key, so it cannot be removed. Replace it instead.',
  'error.bad_settings_file': 'These settings cannot be used, and nothing was changed: {reason}.',
  'error.no_settings_backup': 'There is no backup called {file} in the data folder.',
} as const;
