export const histories = {
  about: '一个案件的流程历史。',
};
