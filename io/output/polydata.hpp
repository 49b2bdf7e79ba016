// Poly data as text: the only way of this room into a VTK file. For .cpp files only.
#pragma once

#include "solver/base/error.hpp"

#include <vtkDataArray.h>
#include <vtkFieldData.h>
#include <vtkInformation.h>
#include <vtkInformationStringKey.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkXMLPolyDataWriter.h>

#include <string>

namespace tektite::output {

/// Adds an empty array with a unit; it belongs to `data`.
template <class Array>
Array* add_array(vtkFieldData& data, const char* name, const char* unit) {
  const vtkNew<Array> array;
  array->SetName(name);
  array->GetInformation()->Set(vtkDataArray::UNITS_LABEL(), unit);
  data.AddArray(array);
  return array.Get();
}

/// A .vtp file's text: inline binary with zlib. Appended data is not readable everywhere.
[[nodiscard]] inline std::string to_vtp(vtkPolyData& data) {
  const vtkNew<vtkXMLPolyDataWriter> writer;
  writer->SetInputData(&data);
  writer->SetDataModeToBinary();
  writer->SetCompressorTypeToZLib();
  writer->WriteToOutputStringOn();
  require_or(ExitCode::io_failed, writer->Write() == 1, "VTK could not write its poly data");
  return writer->GetOutputString();
}

}  // namespace tektite::output
