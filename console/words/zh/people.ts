export const people = {
  about: '人员、岗位、令牌与代理，以及其变更记录。',
};
