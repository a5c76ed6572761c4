export const areas = {
  about: '哪些地址归哪个班组，谁会做什么。',
};
