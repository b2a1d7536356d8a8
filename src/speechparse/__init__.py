"""speechparse: Chinese official speeches (领导讲话, 工作报告) as structured data with exact offsets."""

__version__ = "0.1.0"
