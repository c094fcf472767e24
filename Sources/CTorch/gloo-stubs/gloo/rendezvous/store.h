// See gloo-stubs/README.md. The functions are those that c10d's subclass overrides.
#pragma once
#include <chrono>
#include <string>
#include <vector>
namespace gloo::rendezvous {
class Store {
 public:
  using Bytes = std::vector<char>;
  using Keys = std::vector<std::string>;
  virtual ~Store();
  virtual Bytes get(const std::string &key) = 0;
  virtual void set(const std::string &key, const Bytes &bytes) = 0;
  virtual void wait(const Keys &keys) = 0;
  virtual void wait(const Keys &keys, const std::chrono::milliseconds &timeout) = 0;
};
}
