export const field = {
  about: '我的上门工单，按时限和距离排列。',
};
