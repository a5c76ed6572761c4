export const outages = {
  about: '计划与故障停供，以及相关来电。',
};
