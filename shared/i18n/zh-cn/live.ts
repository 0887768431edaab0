import type { live as english } from '../en/live.ts';

export const live: Record<keyof typeof english, string> = {
  'live.context': '上下文：{context}',
  'ask.speed': '速度',
  'live.tokensPerSecond': '{count} token/秒',
  'live.compare': '与另一个模型对比',
  'live.compare.end': '结束对比',
  'live.other': '要对比的模型',
  'live.answerOf': '{model} 的回答',

  'home.check': '接口验证',
  'home.check.none': '尚未验证',

  'live.title': '流量',
  'live.hint': '最近 15 分钟。只统计数字，仅保存在内存中。',
  'live.requests': '请求',
  'live.speed': '每秒 token',
  'live.firstToken': '首字耗时',
  'live.show': '图表内容',
  'live.answered': '已回答',
  'live.failed': '失败',
  'live.own': 'ModelTray 耗时',
  'live.own.hint': 'ModelTray 自身给每个请求增加的时间（中位数）。',
  'live.places': '回答来自哪里',
  'live.place.share': '{place}：{percent}',
  'live.chart.requests': '最近 15 分钟的请求：已回答 {answered} 个，失败 {failed} 个。',
  'live.chart.speed': '最近 15 分钟每秒 token 数：最高 {most}，当前 {now}。',
  'live.chart.firstToken': '最近 15 分钟首字耗时：中位数 {median}。',
  'live.none': '暂无',
};
