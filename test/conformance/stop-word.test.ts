import { expect, test } from 'vitest';
import { pickStop } from '../../main/conformance/stop-word.ts';

test.each([
  ['words', 'one two three four five six seven', 'four'],
  ['noise', 'folトPRE сыщ contribu sorrow доро USBธ kvyoering', 'sorrow'],
  ['Chinese', '你好世界这是一个很长的回答没有空格也没有标点', '个很'],
  ['a word that stood in the beginning already', 'two two two two four six two', 'four'],
  ['too little', 'OK.', null],
  ['nothing', '', null],
  ['one letter over and over', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', null],
])('%s', (_what, text, stop) => {
  expect(pickStop(text)).toBe(stop);
});
